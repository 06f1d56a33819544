import { Icon } from './common/Icon.tsx'
import { useWords } from './common/shell-context.ts'
import { LoadingBar } from './LoadingBar.tsx'
import { Overrides } from './overrides/Overrides.tsx'
import { StaleBadge } from './release/StaleBadge.tsx'
import { TopBarActions } from './TopBarActions.tsx'
import { TabStrip } from './tabs/TabStrip.tsx'
import { UserMenu } from './UserMenu.tsx'

/** `onOpenMenu` null: the menu is beside the page, not behind a button. */
export function TopBar({ onOpenMenu }: { onOpenMenu: (() => void) | null }) {
  const words = useWords()
  return (
    <header className="top">
      {onOpenMenu !== null && (
        <button type="button" className="icon-button" aria-label={words.openMenu} onClick={onOpenMenu}>
          <Icon name="menu" />
        </button>
      )}
      <TabStrip />
      <TopBarActions />
      <Overrides place="bar" />
      <StaleBadge />
      <UserMenu />
      <LoadingBar />
    </header>
  )
}
