/** Whether the parent that held the IPC channel went while this process was starting, when nobody listened for that yet. */
export function isOrphan(): boolean {
  return process.connected === false
}
