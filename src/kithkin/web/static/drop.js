// Dragging files and whole folders onto the zone; without script the file field takes files just as well.
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const says = document.getElementById("drop-says");
  const all = async (entry, path) => {
    if (entry.isFile) return [[await new Promise((done, fail) => entry.file(done, fail)), path + entry.name]];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return found;
      for (const one of some) found.push(...(await all(one, path + entry.name + "/")));
    }
  };
  const send = async (entries, plain) => {
    const found = (await Promise.all(entries.map((entry) => all(entry, "")))).flat();
    const files = found.length ? found : plain.map((file) => [file, file.name]);
    if (!files.length) return;
    says.textContent = `Handing over ${files.length === 1 ? files[0][1] : files.length + " files"} …`;
    const data = new FormData();
    data.append("form", form.elements.form.value);
    for (const [file, path] of files) data.append("file", file, path);
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (answer.ok) location.href = "/import";
    else says.textContent = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main")?.textContent.trim() ?? "That was refused.";
  };
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    send(entries, [...event.dataTransfer.files]).catch(() => { says.textContent = "That could not be handed over. Give its path instead."; });
  });
})();
