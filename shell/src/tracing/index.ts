import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { GatewayClient } from '../services/gateway.ts'
import { PageCauses, type RequestCause } from './page-causes.ts'
import { readServerTiming } from './read-traces.ts'
import { TraceOutbox } from './trace-outbox.ts'

/**
 * Records what the browser knows of the page's requests, above the spans of the gateway. Loaded when the page has rested: what
 * happened before is read from the browser's own timeline.
 */
export function startTracing(gateway: GatewayClient, shell: string): void {
  const causes = new PageCauses()
  causes.start()
  const loads = () => performance.getEntriesByType('measure')
  const outbox = new TraceOutbox(gateway, shell, loads)
  watchRequests(outbox, (at, loadedAt) => causes.of(at, loadedAt))
  const note = ({ name, value }: { name: string; value: number }) =>
    outbox.addVital({ name, value: name === 'CLS' ? value * 1000 : value })
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) on(note)
  const leave = () => document.visibilityState === 'hidden' && outbox.flush()
  // After the listeners of the vitals, which end there.
  document.addEventListener('visibilitychange', leave)
  window.addEventListener('pagehide', () => outbox.flush())
}

function watchRequests(outbox: TraceOutbox, causeOf: (at: number, loadedAt: number) => RequestCause): void {
  const loadedAt = performance.now()
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const { initiatorType, name, startTime, serverTiming } = entry
      const isOperation = initiatorType === 'fetch' && new URL(name).pathname === '/graphql'
      const kept = isOperation ? readServerTiming(serverTiming) : null
      if (kept) outbox.addRequest({ entry, ...kept, cause: causeOf(startTime, loadedAt) })
    }
  })
  observer.observe({ type: 'resource', buffered: true })
}
