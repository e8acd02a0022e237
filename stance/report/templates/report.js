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
  const PAGE = 40;
  const words = JSON.parse(document.getElementById("words").textContent);
  const list = document.getElementById("list"), more = document.getElementById("more");
  const status = document.getElementById("shown");
  const errors = await unpack("packed");
  let fitting = errors, shown = 0;

  const haystack = (error) => error.folded ??= folded([
    ...error.text.map(([text]) => text), error.speaker, error.found_speaker, error.article, error.outlet, error.cue,
    error.construction, ...(error.rules || [])].filter(Boolean).join(" "));

  const sureness = (error) => error.errors.includes("stance") ? Math.max(...(error.p || error.found_p || [0])) : -1;

  function filter() {
    const types = [...form.querySelectorAll("[data-error][aria-pressed=true]")].map((button) => button.dataset.error);
    const value = (name) => form.elements[name]?.value || "";
    const asked = folded(value("search")).split(/\s+/).filter(Boolean);
    fitting = errors.filter((error) =>
      (!types.length || types.some((type) => error.errors.includes(type))) &&
      (!value("label") || error.label === value("label")) &&
      (!value("predicted") || (error.predicted || error.found_label) === value("predicted")) &&
      (!value("kind") || error.kind === value("kind")) &&
      asked.every((word) => haystack(error).includes(word)));
    if (value("order") === "sure") fitting = [...fitting].sort((one, other) => sureness(other) - sureness(one));
    list.replaceChildren();
    shown = 0;
    show();
  }

  function show() {
    list.append(...fitting.slice(shown, shown + PAGE).map(card));
    shown = Math.min(shown + PAGE, fitting.length);
    more.hidden = shown >= fitting.length;
    status.textContent = fitting.length
      ? words.shown.replace("{shown}", shown.toLocaleString("en")).replace("{count}", fitting.length.toLocaleString("en"))
      : words.nothing;
  }

  function card(error) {
    const rows = element("dl", {});
    const row = (heading, ...content) => rows.append(element("dt", {}, heading), element("dd", {}, ...content));
    if (error.speaker || error.found_speaker !== undefined) row(words.speaker, ...speakers(error));
    if (error.label) row(words.stance, words.gold + " ", label(error.label));
    if (error.predicted) row(words.on_gold, label(error.predicted), odds(error.p));
    if (error.found_label) row(words.on_found, label(error.found_label), odds(error.found_p));
    if (error.cue) row(words.cue, element("bdi", { lang: "ar" }, error.cue));
    if (error.construction || error.rules) {
      const rules = [error.construction, ...(error.rules || [])].filter(Boolean).join(" / ");
      row(words.rules, element("bdi", { dir: "ltr" }, rules));
    }
    return element("article", { class: "card" },
      element("header", {},
        ...error.errors.map((type) => element("span", { class: "kind-of-error" }, words.error[type])),
        error.kind ? element("span", {}, words.kind[error.kind] || error.kind) : "",
        element("bdi", { dir: "ltr" }, error.article || ""), error.outlet ? element("bdi", {}, error.outlet) : ""),
      element("p", { class: "arabic", dir: "rtl", lang: "ar" }, ...error.text.map(piece)), rows);
  }

  function piece([text, highlight]) {
    return highlight ? element("mark", { class: ["", "gold", "found", "both"][highlight] }, text) : text;
  }

  function speakers(error) {
    const name = (text) => element("bdi", { lang: "ar" }, text || words.nobody);
    const parts = [];
    if (error.speaker) parts.push(words.gold + " ", name(error.speaker), error.elided ? ` (${words.elided})` : "");
    if (error.found_speaker !== undefined || error.rules) {
      parts.push((parts.length ? " · " : "") + words.found + " ", name(error.found_speaker));
    }
    return parts;
  }

  function label(value) {
    return element("span", { class: `label label-${value}` }, words.label[value] || value);
  }

  function odds(shares) {
    const parts = (shares || []).map((share, index) =>
      element("span", {}, words.label[words.labels[index]] + " ", element("span", { class: "number" }, share.toFixed(2))));
    return element("span", { class: "odds" }, ...parts);
  }

  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-error]");
    if (!button) return;
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    filter();
  });
  form.addEventListener("reset", () => {
    form.querySelectorAll("[data-error]").forEach((button) => button.setAttribute("aria-pressed", "false"));
    setTimeout(filter);
  });
  more.addEventListener("click", show);
  // print everything that the filters let through, up to what a printer should ever get
  addEventListener("beforeprint", () => { while (shown < Math.min(fitting.length, 500)) show(); });
  filter();
  document.documentElement.dataset.ready = "true";
})();
