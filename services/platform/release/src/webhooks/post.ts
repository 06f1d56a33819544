/** Posts a body; gives the status of the answer. Rejects when there is none. */
export type Post = (url: URL, body: string, headers: Record<string, string>) => Promise<number>
