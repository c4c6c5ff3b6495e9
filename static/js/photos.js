// Photos are made small before they are sent, which also takes out where they were taken; what cannot be taken is said at once.
// What this script cannot read it leaves to the server.
const LONGEST = 2000;
const SMALL = 400 * 1024;
const field = document.querySelector("[data-photos]");
const list = document.querySelector("[data-chosen]");
const say = (name) => list.dataset[name];
let chosen = [];

const drawn = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
};

const small = async (file) => {
  if (!file.type.startsWith("image/")) return { file };
  try {
    const canvas = await drawn(file);
    if (file.size <= SMALL || file.type === "image/png") return { file, canvas };
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    if (!blob || blob.size >= file.size) return { file, canvas };
    const name = file.name.replace(/\.[^.]*$/, "") + ".jpg";
    return { file: new File([blob], name, { type: "image/jpeg" }), canvas, before: file.size };
  } catch {
    return { file };
  }
};

const refusal = (file) => {
  if (file.type.startsWith("video/")) return say("video");
  return file.type === "image/svg+xml" || /\.svg$/i.test(file.name) ? say("svg") : "";
};

const size = (count) => (count < 2 ** 20 ? `${Math.max(1, Math.round(count / 1024))} KB` : `${(count / 2 ** 20).toFixed(1)} MB`);

const thumbnail = (canvas) => {
  const copy = document.createElement("canvas");
  copy.width = 112;
  copy.height = 84;
  const scale = Math.max(112 / canvas.width, 84 / canvas.height);
  const [width, height] = [canvas.width * scale, canvas.height * scale];
  copy.getContext("2d").drawImage(canvas, (112 - width) / 2, (84 - height) / 2, width, height);
  copy.setAttribute("aria-hidden", "true");
  return copy;
};

const element = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });

const row = (each) => {
  const line = document.createElement("li");
  if (each.canvas) line.append(thumbnail(each.canvas));
  const about = element("span", each.file.name);
  const sizes = each.before ? say("smaller").replace("{before}", size(each.before)).replace("{after}", size(each.file.size)) : size(each.file.size);
  about.append(element("small", sizes));
  const leave = Object.assign(element("button", say("leave"), "quiet-button"), { type: "button" });
  leave.append(element("span", each.file.name, "hidden-text"));
  leave.addEventListener("click", () => take(chosen.filter((other) => other !== each), []));
  line.append(about, leave);
  return line;
};

const take = (files, refused) => {
  chosen = files;
  const transfer = new DataTransfer();
  chosen.forEach((each) => transfer.items.add(each.file));
  field.files = transfer.files;
  const sentences = refused.map(([name, why]) => element("li", why.replace("{name}", name), "field-error"));
  list.replaceChildren(...sentences, ...chosen.map(row));
  list.hidden = !list.children.length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

field.addEventListener("change", async () => {
  const files = [...field.files];
  const refused = files.filter(refusal).map((file) => [file.name, refusal(file)]);
  const made = [];
  for (const file of files) if (!refusal(file)) made.push(await small(file));
  const known = new Set(made.map((each) => each.file.name));
  take([...chosen.filter((each) => !known.has(each.file.name)), ...made], refused);
});
