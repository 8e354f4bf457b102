/**
 * A table as CSV: rows in, a text out, as RFC 4180 has it. Knows no page.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe in front, which shows it as text; numbers stay as they
 * are. The byte order mark at the start tells Excel that the text is UTF-8.
 */
const MARK = "\ufeff";

/** What spreadsheets start a formula with, in their wide forms and after spaces too. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|^[\t\r\n]/;

function cell(value) {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

/** @param {(string|number)[][]} rows */
export function csv(rows) {
  return MARK + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
