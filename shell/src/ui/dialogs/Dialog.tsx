import { type ReactNode, useEffect, useId, useRef } from 'react'

interface DialogProps {
  isOpen: boolean
  title: string
  /** Escape, as the browser reports it. */
  onCancel: () => void
  className?: string
  children: ReactNode
}

/** The browser's own modal: it keeps the focus inside, gives it back, and makes the rest inert. */
export function Dialog({ isOpen, title, onCancel, className = '', children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) element.current?.showModal()
    else element.current?.close()
  }, [isOpen])
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        onCancel()
      }}
    >
      {isOpen && (
        <>
          <h2 id={titleId} className="dialog-title">
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  )
}
