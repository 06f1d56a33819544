import { ArrowLeftOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** From the page of one thing to the list it is in. */
export function BackLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  return (
    <Link to={to}>
      <ArrowLeftOutlined aria-hidden /> {children}
    </Link>
  )
}
