import { useEffect, useRef, useState } from 'react'
import type { PageSession } from '../page/shell-page.ts'
import { settings } from '../services/settings.ts'
import { PageSessionContext } from './common/page-session-context.ts'
import { useWords } from './common/shell-context.ts'
import { DiscardDialog } from './dialogs/DiscardDialog.tsx'
import { RenewSessionDialog } from './dialogs/RenewSessionDialog.tsx'
import { ReplacedSessionDialog } from './dialogs/ReplacedSessionDialog.tsx'
import { MenuDrawer } from './menu/MenuDrawer.tsx'
import { SideMenu } from './menu/SideMenu.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Overrides } from './overrides/Overrides.tsx'
import { RevokedBanner, RevokedDialog } from './release/RevokedNotice.tsx'
import { SubstituteNote } from './release/SubstituteNote.tsx'
import { VersionNotice } from './release/VersionNotice.tsx'
import { Stage } from './stage/Stage.tsx'
import { TopBar } from './TopBar.tsx'
import { useDocumentTitle } from './use-document-title.ts'
import { useMediaQuery } from './use-media-query.ts'

const PHONE = '(max-width: 767px)'

export function Frame({ pageSession }: { pageSession: PageSession }) {
  return (
    <PageSessionContext value={pageSession}>
      <FrameLayout />
      <DiscardDialog question={pageSession.discard} />
      <RevokedDialog />
      <RenewSessionDialog session={pageSession.session} />
      <ReplacedSessionDialog session={pageSession.session} />
    </PageSessionContext>
  )
}

function FrameLayout() {
  const words = useWords()
  const isPhone = useMediaQuery(PHONE)
  const [isCollapsed, setCollapsed] = useState(() => settings.read('menu') === 'collapsed')
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const content = useRef<HTMLElement>(null)
  useDocumentTitle()
  useEffect(() => settings.write('menu', isCollapsed ? 'collapsed' : 'open'), [isCollapsed])
  return (
    <div className="frame" data-menu={isCollapsed ? 'collapsed' : 'open'}>
      <button type="button" className="skip-link" onClick={() => content.current?.focus()}>
        {words.skipToContent}
      </button>
      {isPhone ? (
        <MenuDrawer isOpen={isDrawerOpen} onClose={() => setDrawerOpen(false)} />
      ) : (
        <aside className="side">
          <SideMenu isCollapsed={isCollapsed} onToggle={() => setCollapsed(!isCollapsed)} />
        </aside>
      )}
      <div className="work">
        <TopBar onOpenMenu={isPhone ? () => setDrawerOpen(true) : null} />
        <OfflineBanner />
        <RevokedBanner />
        <VersionNotice />
        <SubstituteNote />
        <Overrides place="notes" />
        <main className="stage" ref={content} tabIndex={-1}>
          <Stage />
        </main>
      </div>
    </div>
  )
}
