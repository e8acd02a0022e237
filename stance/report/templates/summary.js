(function speakers() {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("#speakers tbody tr")];
  const filter = () => {
    const asked = folded(form.elements.search.value).split(/\s+/).filter(Boolean);
    rows.forEach((row) => {
      const name = folded(row.cells[0].textContent);
      row.hidden = !asked.every((word) => name.includes(word));
    });
  };
  onFilter(form, filter);
  document.documentElement.dataset.ready = "true";
})();
