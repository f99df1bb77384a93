// What the pages do better with a script; every one of them works without. Nothing is sent
// anywhere but here, and what is remembered stays in this browser.

const root = document.body.dataset;
const say = (text) => {
  const said = document.getElementById("said");
  said.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (said.textContent = ""), 2500);
};
const filled = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const remembered = (name, fallback) => {
  try {
    return JSON.parse(localStorage.getItem(`baoda.${name}`)) ?? fallback;
  } catch {
    return fallback; // storage is switched off, or holds what we did not write
  }
};
const remember = (name, value) => {
  try {
    localStorage.setItem(`baoda.${name}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing is a choice of its owner.
  }
};

// Copying. On plain http beyond this machine browsers have no clipboard but the old one.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) return say(root.copyFailed);
  }
  say(root.copied);
}

document.addEventListener("click", async (event) => {
  const wish = event.target.closest("[data-copy], [data-copy-from], [data-copy-link], [data-print], [data-help], [data-clear]");
  if (!wish || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { dataset } = wish;
  if ("copy" in dataset) await copy(dataset.copy);
  if ("copyLink" in dataset) await copy(location.href.split("#")[0]);
  if ("print" in dataset) print();
  if ("help" in dataset) help.showModal();
  if ("clear" in dataset) forget();
  if ("copyFrom" in dataset) {
    event.preventDefault();
    const reply = await fetch(wish.href).catch(() => null);
    if (reply?.ok) await copy(await reply.text());
    else location.assign(wish.href);
  }
});
all("[data-copy], [data-copy-link], [data-print], [data-help]").forEach((one) => (one.hidden = false));

// Single keys, unless they are switched off or somebody is typing.
const help = document.getElementById("help");
const stops = all("[data-stop]");
const keysOn = document.querySelector("[data-keys]");
keysOn.checked = remembered("keys", true);
keysOn.addEventListener("change", () => remember("keys", keysOn.checked));

const here = () => {
  const at = stops.indexOf(document.activeElement?.closest("[data-stop]"));
  return at >= 0 ? at : -1;
};
const go = (step) => {
  const beside = document.querySelector(`.neighbours [rel=${step > 0 ? "next" : "prev"}]`);
  if (beside) return beside.click();
  const stop = stops[Math.min(Math.max(here() + step, 0), stops.length - 1)];
  stop?.focus({ preventScroll: true });
  stop?.scrollIntoView({ block: "start" });
};
const within = (selector) => (stops[Math.max(here(), 0)] ?? document).querySelector(selector);
const keys = {
  "/": () => {
    const field = document.querySelector("[data-search]");
    field ? (field.focus(), field.select()) : location.assign(`${root.base}/`);
  },
  j: () => go(1),
  k: () => go(-1),
  o: () => within("[data-open]")?.click(),
  c: () => copy((within("cite, [data-cite]") ?? {}).textContent ?? location.href),
  "?": () => (help.open ? help.close() : help.showModal()),
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  const free = keysOn.checked || event.key === "?";
  if (typing || !free || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (help.open && event.key !== "?") return;
  const act = Object.hasOwn(keys, event.key) && keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// What was asked lately, on the first page; only in this browser.
const MOST = 12;
const verdict = document.querySelector("[data-question]");
if (verdict?.dataset.question) {
  const asked = { q: verdict.dataset.question, at: Date.now(), search: location.search };
  const others = remembered("history", []).filter((one) => one.q !== asked.q);
  remember("history", [asked, ...others].slice(0, MOST));
}
const recent = document.getElementById("history");
function forget() {
  remember("history", []);
  recent.hidden = true;
}
const history = recent ? remembered("history", []) : [];
if (history.length) {
  recent.querySelector("ul").replaceChildren(
    ...history.map(({ q, at, search }) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${root.base}/${/^\?/.test(search) ? search : ""}`;
      link.textContent = q;
      const when = document.createElement("span");
      when.className = "when";
      when.textContent = new Date(at).toLocaleDateString(document.documentElement.lang);
      line.append(link, when);
      return line;
    }),
  );
  recent.hidden = false;
}

// A search is saved without leaving the page; what goes wrong is told by the page of the form.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-save]");
  if (!form) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  const reply = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!reply?.ok) return form.submit();
  form.hidden = true;
  say(form.dataset.save);
});

// The passage that was cited, where the address does not say so itself.
if (!location.hash) document.getElementById("passage")?.scrollIntoView({ block: "center" });
// Files are sent one by one, each with its progress, and followed until they are taken in.
const sent = (form, body, progress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onloadend = () => resolve(request.response ?? { detail: request.statusText });
    request.send(body);
  });
async function finished(job) {
  for (let wait = 200; job.id && !job.finished; wait = Math.min(wait * 1.5, 3000)) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const reply = await fetch(`${root.base}/api/v1/jobs/${job.id}`).catch(() => null);
    if (reply?.ok) job = await reply.json();
  }
  return job;
}
async function takeIn(form, file, bar, line) {
  const words = form.dataset;
  const body = new FormData(form);
  body.set("file", file);
  const job = await finished(
    await sent(form, body, (share) => {
      bar.value = share;
      const said = share < 1 ? words.busy : words.reading;
      line.textContent = filled(said, { file: file.name, share: Math.round(share * 100) });
    }),
  );
  const report = job.report;
  const reason = job.error ?? job.detail ?? report?.quarantined?.[0]?.reason;
  const said = reason || !report ? words.failed : report.articles ? words.done : words.same;
  line.textContent = filled(said, { file: file.name, articles: report?.articles, reason });
}
const upload = document.querySelector("[data-upload]");
upload?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [bar, button] = [upload.querySelector("progress"), upload.querySelector("button")];
  const files = [...upload.file.files];
  button.disabled = true;
  bar.hidden = false;
  for (const file of files) {
    const line = document.createElement("li");
    upload.querySelector("[role=log]").append(line);
    await takeIn(upload, file, bar, line);
  }
  bar.hidden = true;
  button.disabled = false;
  upload.reset();
});

// A draft is sent by Ctrl-Enter.
document.querySelector("textarea")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
});
