import { type ReactNode, useEffect, useRef } from 'react'

interface PageHeaderProps {
  title: ReactNode
  /** Stands after the title: a status, a count. */
  extra?: ReactNode
  /** A line under the title. */
  subtitle?: ReactNode
  /** Stands above the title: a way back. */
  back?: ReactNode
  actions?: ReactNode
}

/** Title row of a page. Takes the focus when the page appears, so that a screen reader says where navigation led. */
export function PageHeader({ title, extra, subtitle, back, actions }: PageHeaderProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className="p-header">
      <div className="p-header-main">
        {back && <div className="p-header-back">{back}</div>}
        <div className="p-header-row">
          <h1 ref={heading} tabIndex={-1} className="p-header-title">
            {title}
          </h1>
          {extra}
        </div>
        {subtitle && <div className="p-header-subtitle">{subtitle}</div>}
      </div>
      {actions && <div className="p-header-actions">{actions}</div>}
    </header>
  )
}
