import { type ReactNode, useEffect, useId, useRef } from 'react'

interface DialogProps {
  isOpen: boolean
  title: string
  /** Escape, as the browser reports it. */
  onCancel: () => void
  className?: string
  /** Left out: true. False leaves the page beside it in use. */
  isModal?: boolean
  children: ReactNode
}

/** The browser's own dialog: as a modal it keeps the focus inside and makes the rest inert; either gives the focus back. */
export function Dialog({ isOpen, title, onCancel, className = '', isModal = true, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!isOpen) element.current?.close()
    else if (isModal) element.current?.showModal()
    else {
      element.current?.show()
      // Not a button: what the user is just typing must not press it.
      heading.current?.focus()
    }
  }, [isOpen, isModal])
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      data-beside={!isModal || undefined}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault()
        onCancel()
      }}
    >
      {isOpen && (
        <>
          <h2 id={titleId} ref={heading} className="dialog-title" {...(isModal ? {} : { tabIndex: -1 })}>
            {title}
          </h2>
          {children}
        </>
      )}
    </dialog>
  )
}
