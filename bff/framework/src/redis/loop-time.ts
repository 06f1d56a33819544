/** In so many parts a wait is cut: a stall of the process counts as one of them, however long it was. */
const SLICES = 4

/**
 * Calls `then` once the event loop could have read an answer for `ms`, unless stopped before. An ordinary timer counts
 * time in which the process was busy and read nothing, and fires before the answer that waits in the socket is read. Here
 * each part ends behind a turn of the loop that reads sockets, so that what has come is seen first.
 */
export function afterLoopTime(ms: number, then: () => void): () => void {
  let left = SLICES
  let timer: NodeJS.Timeout | undefined
  let turn: NodeJS.Immediate | undefined
  const wait = () => {
    timer = setTimeout(() => {
      turn = setImmediate(look)
    }, ms / SLICES)
  }
  const look = () => {
    left -= 1
    if (left === 0) then()
    else wait()
  }
  wait()
  return () => {
    clearTimeout(timer)
    clearImmediate(turn)
  }
}
