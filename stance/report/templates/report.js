(function measures() {
  const tabs = document.getElementById("measures");
  if (!tabs) return;
  const buttons = [...tabs.querySelectorAll("button")];
  const show = (measure) => {
    buttons.forEach((button) => button.setAttribute("aria-pressed", button.dataset.measure === measure));
    document.querySelectorAll("div.measure").forEach((part) => { part.hidden = part.dataset.measure !== measure; });
  };
  tabs.hidden = false;
  tabs.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) show(button.dataset.measure);
  });
  show(buttons[0].dataset.measure);
})();

(async function errorBrowser() {
  const form = document.getElementById("filters");
  if (!form) return;
  const words = JSON.parse(document.getElementById("words").textContent);
  const field = (key) => words[`field.${key}`];
  const errors = await unpack("packed");
  const list = new LazyList(words, card);

  const haystack = (error) => error.folded ??= folded([
    ...error.text.map(([text]) => text), error.speaker, error.found_speaker, error.article, error.outlet, error.cue,
    error.construction, ...(error.rules || [])].filter(Boolean).join(" "));

  const sureness = (error) => error.errors.includes("stance") ? Math.max(...(error.p || error.found_p || [0])) : -1;

  function filter() {
    const types = [...form.querySelectorAll("[data-error][aria-pressed=true]")].map((button) => button.dataset.error);
    const value = (name) => form.elements[name]?.value || "";
    const asked = folded(value("search")).split(/\s+/).filter(Boolean);
    const fitting = errors.filter((error) =>
      (!types.length || types.some((type) => error.errors.includes(type))) &&
      (!value("label") || error.label === value("label")) &&
      (!value("predicted") || (error.predicted || error.found_label) === value("predicted")) &&
      (!value("kind") || error.kind === value("kind")) &&
      asked.every((word) => haystack(error).includes(word)));
    if (value("order") === "sure") fitting.sort((one, other) => sureness(other) - sureness(one));
    list.show(fitting);
  }

  function card(error) {
    const rows = element("dl", {});
    const row = (heading, ...content) => rows.append(element("dt", {}, heading), element("dd", {}, ...content));
    if (error.speaker || error.rules) row(field("speaker"), ...speakers(error));
    if (error.label) row(field("stance"), `${field("gold")}: `, label(error.label));
    if (error.predicted) row(field("on_gold"), label(error.predicted), odds(error.p));
    if (error.found_label) row(field("on_found"), label(error.found_label), odds(error.found_p));
    if (error.cue) row(field("cue"), element("bdi", { lang: "ar" }, error.cue));
    if (error.construction || error.rules) {
      const rules = [error.construction, ...(error.rules || [])].filter(Boolean).join(" / ");
      row(field("rules"), element("bdi", { dir: "ltr" }, rules));
    }
    return element("article", { class: "card" },
      element("header", {},
        ...error.errors.map((type) => element("span", { class: "kind-of-error" }, words[`error.${type}`])),
        error.kind ? element("span", {}, words[`kind.${error.kind}`] || error.kind) : "",
        element("bdi", { dir: "ltr" }, error.article || ""), error.outlet ? element("bdi", {}, error.outlet) : ""),
      element("p", { class: "arabic", dir: "rtl", lang: "ar" }, ...error.text.map(piece)), rows);
  }

  function piece([text, highlight]) {
    return highlight ? element("mark", { class: ["", "gold", "found", "both"][highlight] }, text) : text;
  }

  function speakers(error) {
    const name = (text) => element("bdi", { lang: "ar" }, text || field("nobody"));
    const parts = [];
    if (error.speaker) parts.push(`${field("gold")}: `, name(error.speaker), error.elided ? ` (${field("elided")})` : "");
    if (error.rules) parts.push(`${parts.length ? " · " : ""}${field("found")}: `, name(error.found_speaker));
    return parts;
  }

  function label(value) {
    return element("span", { class: `label label-${value}` }, words[`label.${value}`] || value);
  }

  function odds(shares) {
    const parts = ["favor", "against", "neutral"].map((name, index) =>
      element("span", {}, `${words[`label.${name}`]} `, element("span", { class: "number" }, shares[index].toFixed(2))));
    return element("span", { class: "odds" }, ...parts);
  }

  onFilter(form, filter);
  filter();
  document.documentElement.dataset.ready = "true";
})();
