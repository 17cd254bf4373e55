// Signing with a finger, a pen or a mouse. What is drawn goes into the hidden input as a PNG.
for (const box of document.querySelectorAll("[data-signature]")) {
  const input = box.querySelector("input");
  const pad = box.querySelector("canvas");
  const pen = pad.getContext("2d");
  let drawing = false;

  box.querySelector(".sk-sign__on").hidden = false;
  box.querySelector(".sk-sign__off").hidden = true;

  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    pen.strokeStyle = "#16282b";
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
  };
  const place = (event) => {
    const frame = pad.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) * pad.width) / frame.width,
      ((event.clientY - frame.top) * pad.height) / frame.height,
    ];
  };

  clear();
  if (input.value) {
    const before = new Image();
    before.onload = () => pen.drawImage(before, 0, 0);
    before.src = input.value;
  }
  pad.addEventListener("pointerdown", (event) => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
    event.preventDefault();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      if (drawing) input.value = pad.toDataURL("image/png");
      drawing = false;
    });
  }
  box.querySelector("[data-clear]").addEventListener("click", () => {
    clear();
    input.value = "";
  });
}
