import { onTestFinished, vi } from 'vitest'

export interface CaughtDownload {
  /** The file name that the link asked for. */
  name: string
  blob: Blob | undefined
}

/**
 * Catches every file that the page would save until the test ends: jsdom has no object URLs and follows no link. The
 * answer grows with each download.
 */
export function catchDownloads(): readonly CaughtDownload[] {
  const saved: CaughtDownload[] = []
  const blobs: Blob[] = []
  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = part => `blob:${part instanceof Blob ? blobs.push(part) - 1 : ''}`
  URL.revokeObjectURL = () => {}
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push({ name: this.download, blob: blobs[Number(this.href.slice('blob:'.length))] })
  })
  onTestFinished(() => {
    click.mockRestore()
    Object.assign(URL, { createObjectURL, revokeObjectURL })
  })
  return saved
}
