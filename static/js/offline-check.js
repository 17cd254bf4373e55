// Checks the signed text of a letter's QR code in the browser alone. See letters/offline.py for its form.
const root = document.getElementById("luring");
const find = (name) => root.querySelector(`[data-${name}]`);
const show = (element, visible = true) => {
  if (element) element.hidden = !visible;
};
let known = null;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const fromBase32 = (text) => {
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    const five = BASE32.indexOf(letter);
    if (five < 0) return null;
    value = (value << 5) | five;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
    }
    value &= (1 << bits) - 1;
  }
  return new Uint8Array(bytes);
};

const keyOf = (spki) =>
  crypto.subtle.importKey(
    "spki",
    Uint8Array.from(atob(spki), (letter) => letter.charCodeAt(0)),
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["verify"],
  );

const readable = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// One of: none (no such text), newer (a key that isn't kept), false, genuine; and what the text says.
async function check(text) {
  const match = /\/v\/([\w-]+)\/#(\S+)$/.exec(text.trim());
  const parts = match ? match[2].split("~") : [];
  if (parts.length !== 8 || parts[0] !== "1") return { verdict: "none" };
  const key = known.keys.find((one) => one.name === parts[1]);
  if (!key) return { verdict: "newer" };
  const signature = fromBase32(parts[7]);
  const said = new TextEncoder().encode(`${match[1]}~${parts.slice(0, 7).join("~")}`);
  const right =
    signature !== null &&
    signature.length === 64 &&
    (await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      await keyOf(key.key),
      signature,
      said,
    ));
  if (!right) return { verdict: "false" };
  const [, , day, kind, village, initials, number] = parts.map(readable);
  return {
    verdict: "genuine",
    facts: {
      kind: known.kinds[kind] || kind,
      number,
      date: `${day.slice(6)}-${day.slice(4, 6)}-${day.slice(0, 4)}`,
      village: known.villages[village] || village,
      initials,
    },
  };
}

async function tell(text) {
  const { verdict, facts } = await check(text);
  for (const box of root.querySelectorAll("[data-verdict]")) show(box, box.dataset.verdict === verdict);
  show(find("facts"), Boolean(facts));
  show(find("limits"), Boolean(facts));
  show(find("trouble"), false);
  for (const [name, value] of Object.entries(facts || {})) {
    root.querySelector(`[data-fact="${name}"]`).textContent = value;
  }
}

async function readKeys() {
  const answer = await fetch(root.dataset.keys, { credentials: "omit" });
  known = await answer.json();
  find("age").textContent = new Date(known.at).toLocaleString(document.documentElement.lang);
}

async function keep() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.scope });
  // For letters' own addresses: a code scanned with the telephone's camera opens here when there is no network.
  await navigator.serviceWorker.register(root.dataset.worker, { scope: "/v/" });
  await navigator.serviceWorker.ready;
  show(find("kept"));
  show(find("unkept"), false);
  root.dataset.ready = "yes";
}

function watchCamera(detector) {
  const video = find("video");
  show(find("camera"));
  find("camera").addEventListener("click", async () => {
    let stream = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      show(find("trouble"));
      return;
    }
    video.srcObject = stream;
    show(video);
    await video.play();
    const look = async () => {
      const [code] = await detector.detect(video).catch(() => []);
      if (!code) return requestAnimationFrame(look);
      stream.getTracks().forEach((track) => track.stop());
      show(video, false);
      return tell(code.rawValue);
    };
    look();
  });
}

function watchPhoto(detector) {
  show(find("photo"));
  find("photo").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const picture = await createImageBitmap(file).catch(() => null);
    const [code] = picture ? await detector.detect(picture).catch(() => []) : [];
    if (code) tell(code.rawValue);
    else show(find("trouble"));
  });
}

async function start() {
  try {
    await readKeys();
  } catch {
    // Neither a network nor anything kept: the page says that it isn't ready.
    return;
  }
  show(find("form"));
  find("form").addEventListener("submit", (event) => {
    event.preventDefault();
    tell(document.getElementById("teks").value);
  });
  if ("BarcodeDetector" in window) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    if (navigator.mediaDevices) watchCamera(detector);
    watchPhoto(detector);
  }
  if (location.pathname.startsWith("/v/")) tell(location.href);
  await keep().catch(() => {});
}

start();
