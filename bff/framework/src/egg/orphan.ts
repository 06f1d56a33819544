/** Whether the parent that held the IPC channel ended while this process was starting, when it did not listen for that yet. */
export function isOrphan(): boolean {
  return process.connected === false
}
