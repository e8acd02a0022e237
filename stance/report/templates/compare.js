(async function changes() {
  const form = document.getElementById("filters");
  const words = JSON.parse(document.getElementById("words").textContent);
  const all = await unpack("packed");
  const label = (value) => element("span", { class: `label label-${value}` }, words[`label.${value}`] || value);
  const name = (text) => element("bdi", { lang: "ar" }, text || words["field.nobody"]);

  const list = new LazyList(words, (change) => {
    const predicted = change.found_predicted || change.predicted;
    const rows = element("dl", {});
    if (change.error === "speaker") {
      rows.append(element("dt", {}, words["field.speaker"]),
        element("dd", {}, `${words["field.gold"]}: `, name(change.speaker), ` · ${words["field.found"]}: `, name(change.found_speaker)));
    }
    if (change.error === "stance") {
      rows.append(element("dt", {}, words["field.stance"]),
        element("dd", {}, `${words["field.gold"]}: `, label(change.label), ` · ${words["field.found"]}: `, label(predicted)));
    }
    return element("article", { class: "card" },
      element("header", {},
        element("strong", {}, words[change.won ? "compare.won" : "compare.lost"]),
        element("span", { class: "kind-of-error" }, words[`error.${change.error}`]),
        element("bdi", { dir: "ltr" }, change.article_id || "")),
      element("p", { class: "arabic", dir: "rtl", lang: "ar" }, change.text), rows);
  });

  function filter() {
    const value = (field) => form.elements[field]?.value || "";
    const asked = folded(value("search")).split(/\s+/).filter(Boolean);
    list.show(all.filter((change) =>
      (!value("error") || change.error === value("error")) &&
      (!value("won") || String(change.won) === value("won")) &&
      (!value("against") || String(change.against) === value("against")) &&
      asked.every((word) => folded(Object.values(change).join(" ")).includes(word))));
  }
  onFilter(form, filter);
  filter();
  document.documentElement.dataset.ready = "true";
})();
