import type { MouseEvent } from 'react'
import type { MenuGroup, MenuItem } from '../../navigation/routes.ts'
import { BrandMark } from '../common/Brand.tsx'
import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useText, useWords } from '../common/shell-context.ts'
import { useCurrentItem } from './use-current-item.ts'

interface SideMenuProps {
  isCollapsed: boolean
  onToggle: () => void
}

export function SideMenu({ isCollapsed, onToggle }: SideMenuProps) {
  const words = useWords()
  const { tenant } = usePageSession().session.info
  return (
    <div className="side-content">
      <div className="side-head">
        <BrandMark />
        <span className="side-tenant" title={tenant.name}>
          {tenant.name}
        </span>
      </div>
      <MenuList isCollapsed={isCollapsed} onNavigate={() => {}} />
      <button
        type="button"
        className="side-toggle"
        aria-label={isCollapsed ? words.expandMenu : words.collapseMenu}
        aria-expanded={!isCollapsed}
        onClick={onToggle}
      >
        <Icon name="sidebar" size={18} />
      </button>
    </div>
  )
}

interface MenuListProps {
  isCollapsed: boolean
  onNavigate: () => void
}

export function MenuList({ isCollapsed, onNavigate }: MenuListProps) {
  const words = useWords()
  const { workspace } = usePageSession()
  return (
    <nav className="menu" aria-label={words.mainMenu}>
      {workspace.routes
        .menu()
        .map(group =>
          isCollapsed || isSingle(group) ? (
            <SingleGroup key={group.app.manifest.name} group={group} onNavigate={onNavigate} />
          ) : (
            <NamedGroup key={group.app.manifest.name} group={group} onNavigate={onNavigate} />
          ),
        )}
    </nav>
  )
}

/** An app of one page, or any app in the narrow menu: its icon leads to its first page. */
function SingleGroup({ group, onNavigate }: { group: MenuGroup; onNavigate: () => void }) {
  const text = useText()
  const current = useCurrentItem()
  const { manifest } = group.app
  const [first] = group.items
  if (first === undefined) return null
  const isCurrent = group.items.some(item => item.href === current?.href)
  return (
    <MenuLink item={first} isCurrent={isCurrent} onNavigate={onNavigate} title={text(manifest.title)}>
      <Icon name={manifest.icon} />
      <span className="menu-text">{text(manifest.title)}</span>
    </MenuLink>
  )
}

function NamedGroup({ group, onNavigate }: { group: MenuGroup; onNavigate: () => void }) {
  const text = useText()
  const current = useCurrentItem()
  const { manifest } = group.app
  return (
    <div className="menu-group">
      <p className="menu-group-title" id={`menu-${manifest.name}`}>
        <Icon name={manifest.icon} />
        <span className="menu-text">{text(manifest.title)}</span>
      </p>
      <ul aria-labelledby={`menu-${manifest.name}`}>
        {group.items.map(item => (
          <li key={item.href}>
            <MenuLink item={item} isCurrent={item.href === current?.href} onNavigate={onNavigate}>
              <span className="menu-text">{text(item.entry.title)}</span>
            </MenuLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface MenuLinkProps {
  item: MenuItem
  isCurrent: boolean
  onNavigate: () => void
  title?: string
  children: React.ReactNode
}

function MenuLink({ item, isCurrent, onNavigate, title, children }: MenuLinkProps) {
  const { workspace } = usePageSession()
  const follow = (event: MouseEvent) => {
    // Leave new tabs and windows to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    workspace.navigate(item.href)
    onNavigate()
  }
  return (
    <a
      className="menu-link"
      href={item.href}
      title={title}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  )
}

function isSingle(group: MenuGroup): boolean {
  return group.items.length === 1
}
