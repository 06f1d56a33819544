/** Sent by Vite's client to its server, in place of loading the whole page anew. */
export const RELOAD_EVENT = 'portico:reload'
