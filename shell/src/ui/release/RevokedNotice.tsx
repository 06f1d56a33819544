import type { RevokedPreview } from '../../release/revoked-preview.ts'
import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useSignal } from '../common/shell-context.ts'
import { Dialog } from '../dialogs/Dialog.tsx'
import { useReleaseWords } from './use-release-words.ts'

/** A line that stays as long as the tab is on a preview that was revoked. */
export function RevokedBanner() {
  const { revoked } = usePageSession().release
  const words = useReleaseWords()
  const state = useSignal(revoked.state)
  return (
    <div role="alert">
      {state.kind === 'leaving' && <p className="revoked-notice">{words.leavingText}</p>}
      {state.kind === 'asking' && state.isPutOff && (
        <p className="revoked-notice">
          <Icon name="warning" size={18} />
          <span>{words.revokedBanner}</span>
          <ReloadButton revoked={revoked} />
        </p>
      )}
    </div>
  )
}

/**
 * Asked once. By force it has no Later, and is no modal: the user has a minute to save in the page beside it.
 */
export function RevokedDialog() {
  const { revoked } = usePageSession().release
  const words = useReleaseWords()
  const state = useSignal(revoked.state)
  const isAsking = state.kind === 'asking' && !state.isPutOff
  const secondsLeft = state.kind === 'asking' ? state.secondsLeft : null
  const isForced = secondsLeft !== null
  return (
    <>
      <Dialog isOpen={isAsking && !isForced} title={words.revokedTitle} onCancel={() => revoked.putOff()}>
        <p className="dialog-text">{words.revokedText}</p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => revoked.putOff()}>
            {words.later}
          </button>
          <ReloadButton revoked={revoked} />
        </div>
      </Dialog>
      <Dialog isOpen={isAsking && isForced} isModal={false} title={words.revokedTitle} onCancel={() => {}}>
        <p className="dialog-text">{words.forcedText}</p>
        <div className="dialog-actions">
          <Countdown seconds={secondsLeft ?? 0} />
          <ReloadButton revoked={revoked} />
        </div>
      </Dialog>
    </>
  )
}

/** Seen every second; spoken rarely, for a voice that counts drowns everything else. */
function Countdown({ seconds }: { seconds: number }) {
  const words = useReleaseWords()
  const spoken = seconds > 10 ? Math.ceil(seconds / 20) * 20 : 10
  return (
    <>
      <span className="countdown" aria-hidden="true">
        {words.secondsLeft(seconds)}
      </span>
      <span className="visually-hidden" role="status">
        {words.secondsLeftSpoken(spoken)}
      </span>
    </>
  )
}

function ReloadButton({ revoked }: { revoked: RevokedPreview }) {
  const words = useReleaseWords()
  return (
    <button type="button" className="button primary" onClick={() => revoked.reloadNow()}>
      {words.reloadNow}
    </button>
  )
}
