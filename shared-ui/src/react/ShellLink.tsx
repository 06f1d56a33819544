import { useShell } from '@portico/micro-app/react'
import type { MouseEvent, ReactNode } from 'react'

interface ShellLinkProps {
  /** Whole-page path, also of another app. */
  to: string
  className?: string
  children: ReactNode
}

/** A link into any app; a plain click stays in the page, a click for a new tab of the browser is left alone. */
export function ShellLink({ to, className, children }: ShellLinkProps) {
  const { navigation } = useShell()
  const open = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigation.navigate(to)
  }
  return (
    <a href={to} className={className} onClick={open}>
      {children}
    </a>
  )
}
