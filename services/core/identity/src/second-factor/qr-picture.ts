import { create } from 'qrcode'

/** A QR code as the `d` of one SVG path, one unit a module. Light margins are left to the page. */
export interface QrPicture {
  size: number
  path: string
}

/** Drawn here, so that no secret is sent to a picture service and no page needs a library for it. */
export function drawQr(text: string): QrPicture {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const squares: string[] = []
  data.forEach((isDark, index) => {
    if (isDark) squares.push(`M${index % size} ${Math.floor(index / size)}h1v1h-1z`)
  })
  return { size, path: squares.join('') }
}
