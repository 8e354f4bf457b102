/**
 * The table's filters as data: an address's query in and out, and which rows they let through. Knows no page.
 *
 * @typedef {{show: ""|"differences"|"shared", topic: string}} Filters
 */

/**
 * Read filters from an address's query; whatever is unknown counts as not set.
 *
 * @param {string} query Such as "?show=shared&topic=settings".
 * @param {string[]} topics The ids of the aspects.
 * @returns {Filters}
 */
export function parse(query, topics) {
  const given = new URLSearchParams(query);
  const [show, topic] = [given.get("show"), given.get("topic")];
  return {
    show: show === "differences" || show === "shared" ? show : "",
    topic: topics.includes(topic) ? topic : "",
  };
}

/**
 * Write filters into an address's query, leaving what else it holds.
 *
 * @param {string} query The query so far.
 * @param {Filters} filters
 * @returns {string} A query with its "?", or nothing.
 */
export function format(query, filters) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(filters)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next.size ? `?${next}` : "";
}

/**
 * Tell whether a row passes.
 *
 * @param {Filters} filters
 * @param {"shared"|"differs"|"same"} kind
 * @param {string} topic The id of the row's aspect.
 */
export function passes(filters, kind, topic) {
  if (filters.topic && filters.topic !== topic) return false;
  return !filters.show || (filters.show === "shared" ? kind === "shared" : kind === "differs");
}
