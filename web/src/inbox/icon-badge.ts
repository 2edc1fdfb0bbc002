const SIZE = 64;

let plain: string | undefined;

/** A red dot on the tab's icon while something is unread. */
export function showCountOnIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  plain ??= link.href;
  if (count === 0) {
    if (link.href !== plain) link.href = plain;
    return;
  }
  if (link.href !== plain) return;
  const picture = new Image();
  picture.addEventListener('load', () => draw(picture, link));
  picture.src = plain;
}

function draw(picture: HTMLImageElement, link: HTMLLinkElement): void {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.drawImage(picture, 0, 0, SIZE, SIZE);
  context.fillStyle = '#e03131';
  context.beginPath();
  context.arc(SIZE - 16, 16, 16, 0, 2 * Math.PI);
  context.fill();
  link.href = canvas.toDataURL('image/png');
}
