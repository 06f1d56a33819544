/** What a job has done, as one line of JSON on standard output. */
export function logLine(event: string, facts: object): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), level: 'info', event, ...facts }))
}
