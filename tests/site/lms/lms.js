// An LMS around a package: scorm-again with its strict errors, and a storage that lasts from one launch to the next. The
// address says what goes wrong: `refuse=LMSCommit` answers that call with no, `throw=…` breaks it, `refuse=cmi.…` refuses
// elements that begin so, `mode=review` launches for review, `deep` puts frames between, `none` has no API, `idle` launches
// nothing.
const wants = new URLSearchParams(location.search);
const stored = JSON.parse(localStorage.getItem("lms") ?? "{}");
const api = new Scorm12API({ autocommit: false, logLevel: 5 });
const { core = {}, suspend_data = "" } = stored;
api.loadFromJSON({ cmi: { suspend_data, core: { student_id: "s1", student_name: "Lee, Ann", lesson_status: core.lesson_status ?? "",
  lesson_mode: wants.get("mode") ?? "normal", entry: core.exit === "suspend" ? "resume" : "", score: core.score ?? {} } } }, "");
api.on("LMSCommit", () => localStorage.setItem("lms", JSON.stringify(api.cmi)));
api.on("LMSFinish", () => localStorage.setItem("lms", JSON.stringify(api.cmi)));

// What the package said, with the answers it got.
const calls = JSON.parse(localStorage.getItem("calls") ?? "[]");
const names = ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"];
window.refused = wants.getAll("refuse");
let code = null;
const lms = Object.fromEntries(names.map((name) => [name, (...values) => {
  if (wants.getAll("throw").includes(name)) throw new Error("broken");
  const no = window.refused.find((part) => part === name || (name === "LMSSetValue" && part.startsWith("cmi.") && values[0].startsWith(part)));
  code = no ? "401" : null;
  const answer = no ? "false" : api[name](...values);
  calls.push([name, ...values, answer, code ?? api.LMSGetLastError()]);
  if (name === "LMSFinish") localStorage.setItem("calls", JSON.stringify(calls));
  return answer;
}]));
lms.LMSGetLastError = () => code ?? api.LMSGetLastError();
window.calls = calls;
window.cmi = () => JSON.parse(JSON.stringify(api.cmi));
if (!wants.has("none")) window.API = lms;

const frame = (parent, source) => {
  const made = parent.createElement("iframe");
  made.title = "The package";
  made.width = "100%";
  made.height = "700";
  if (source) Object.assign(made, { name: "package", src: source });
  parent.body.append(made);
  return made.contentDocument;
};
window.launch = () => {
  let parent = document;
  if (wants.has("deep")) for (let step = 0; step < 4; step += 1) parent = frame(parent);
  frame(parent, new URL("package/index.html", location.href).href);
};
if (!wants.has("idle")) window.launch();
