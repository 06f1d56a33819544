import { type MouseEvent, useEffect, useRef } from 'react'
import { BrandMark } from '../common/Brand.tsx'
import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useWords } from '../common/shell-context.ts'
import { MenuList } from './SideMenu.tsx'

interface MenuDrawerProps {
  isOpen: boolean
  onClose: () => void
}

/** The menu on a phone: a modal from the side. A tap beside it closes it. */
export function MenuDrawer({ isOpen, onClose }: MenuDrawerProps) {
  const words = useWords()
  const { tenant } = usePageSession().session.info
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) element.current?.showModal()
    else element.current?.close()
  }, [isOpen])
  const closeBeside = (event: MouseEvent) => {
    if (event.target === element.current) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, by the browser
    <dialog
      ref={element}
      className="drawer"
      aria-label={words.mainMenu}
      onClick={closeBeside}
      onClose={onClose}
    >
      <div className="side-content">
        <div className="side-head">
          <BrandMark />
          <span className="side-tenant">{tenant.name}</span>
          <button type="button" className="icon-button" aria-label={words.closeMenu} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <MenuList isCollapsed={false} onNavigate={onClose} />
      </div>
    </dialog>
  )
}
