const CHUNK_BYTES = 64 * 1024

/** The body in pieces; `onSent` receives how many bytes the connection has taken so far. */
export function createUploadBody(body: Buffer, onSent: (bytes: number) => void): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (offset >= body.length) return controller.close()
        const chunk = body.subarray(offset, offset + CHUNK_BYTES)
        controller.enqueue(chunk)
        offset += chunk.length
        onSent(offset)
      },
    },
    { highWaterMark: 0 },
  )
}
