import { useEffect, useRef } from 'react'
import { usePageSession } from './common/page-session-context.ts'
import { useSignal } from './common/shell-context.ts'

/** What apps offer on every page. It is loaded when the first app is there, which it would otherwise keep waiting. */
export function TopBarActions() {
  const { host } = usePageSession().workspace
  const place = useRef<HTMLDivElement>(null)
  const isSettled = Object.values(useSignal(host.views)).some(({ status }) => isEnd(status))
  useEffect(() => {
    if (!isSettled || place.current === null) return
    const slot = host.slots.of(null).mount('topbar.action', place.current, {})
    return () => slot.unmount()
  }, [host, isSettled])
  return <div className="top-actions" ref={place} />
}

function isEnd(status: string): boolean {
  return status === 'mounted' || status === 'failed'
}
