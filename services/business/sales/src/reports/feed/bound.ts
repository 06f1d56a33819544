import type { ReportStore } from '../store/report-store.ts'

/** One that was not asked for so long is made anew when it is. */
const KEEP_DAYS = 30
const DAY_MS = 86_400_000

/** Forgets copies that were not used for 30 days, and while all of them take more than they may, the one longest unused. */
export async function boundCopies(
  store: ReportStore,
  { maxBytes, inUse, now = Date.now() }: { maxBytes: number; inUse: ReadonlySet<string>; now?: number },
): Promise<void> {
  const copies = (await store.list()).sort((a, b) => a.usedAt - b.usedAt)
  let bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0)
  for (const copy of copies) {
    if (bytes <= maxBytes && copy.usedAt > now - KEEP_DAYS * DAY_MS) continue
    if (inUse.has(copy.tenantId)) continue
    await store.forget(copy.tenantId)
    bytes -= copy.bytes
  }
}
