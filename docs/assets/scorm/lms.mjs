/**
 * The LMS that a package runs in, as far as SCORM 1.2 knows it: finds its API, opens a session and speaks to it. Nothing that
 * goes wrong there ever throws. Knows no page.
 *
 * @typedef {"none"|"refused"|"review"|"open"|"closed"} State There is no API; it opened no session; the quiz is only looked at
 *   again, so nothing may be changed; all is well; the session is over.
 */

/** Frames within frames; no LMS stacks nearly as many, and a page that is its own parent would go on for ever. */
const FAR = 20;

/** The API on a window or one above it. A window of another site may be climbed past, but not looked into. */
function above(start) {
  let place = start;
  for (let step = 0; place && step < FAR; step += 1) {
    try {
      if (place.API) return place.API;
    } catch {
      // Another site's.
    }
    if (place.parent === place) return null;
    place = place.parent;
  }
  return null;
}

/** @param {Window} from */
export const findApi = (from) => above(from) ?? above(from.opener) ?? above(from.top.opener);

const isTrue = (answer) => /^(true|1)$/i.test(answer);

/** @param {object|null} api */
export function openLms(api) {
  const started = Date.now();
  const lms = { state: /** @type {State} */ ("none"), error: "", get, set, commit, close };

  /** Call the API; what it gives as a text, and nothing where it throws. */
  function call(name, ...values) {
    try {
      return String(api[name](...values) ?? "");
    } catch {
      return "";
    }
  }

  /** Call for a yes; a no leaves its number behind. */
  function asked(name, ...values) {
    if (isTrue(call(name, ...values))) return true;
    lms.error = call("LMSGetLastError") || "?";
    return false;
  }

  function get(element) {
    return ["open", "review"].includes(lms.state) ? call("LMSGetValue", element) : "";
  }

  function set(element, value) {
    return lms.state === "open" && asked("LMSSetValue", element, value);
  }

  /** Have everything stored that was set. */
  function commit() {
    if (lms.state !== "open") return false;
    set("cmi.core.session_time", duration(Date.now() - started));
    return asked("LMSCommit", "");
  }

  function close() {
    if (!["open", "review"].includes(lms.state)) return;
    commit();
    asked("LMSFinish", "");
    lms.state = "closed";
  }

  if (!api) return lms;
  lms.state = asked("LMSInitialize", "") ? "open" : "refused";
  if (["browse", "review"].includes(get("cmi.core.lesson_mode"))) lms.state = "review";
  return lms;
}

/** Milliseconds as HHHH:MM:SS, which every system takes. */
export function duration(milliseconds) {
  const whole = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${String(hours).padStart(4, "0")}:${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`;
}
