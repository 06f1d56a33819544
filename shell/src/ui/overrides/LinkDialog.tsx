import type { Overrides } from '../../overrides/overrides.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { Dialog } from '../dialogs/Dialog.tsx'
import { useReason } from './use-reason.ts'
import { useTitles } from './use-titles.ts'

/** A link brings nothing by being opened: its user sees what it is, and agrees. */
export function LinkDialog({ chosen }: { chosen: Overrides }) {
  const locale = useLocale()
  const words = overrideMessages[locale]
  const titlesOf = useTitles()
  const reasonOf = useReason()
  const { opened } = useSignal(chosen.state)
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const close = () => chosen.decline()
  return (
    <Dialog isOpen={opened !== null} title={words.linkTitle} onCancel={close}>
      {opened?.status === 'offered' && (
        <>
          <p className="dialog-text">
            {words.linkText(opened.content.actor, time.format(new Date(opened.content.expiresAt)))}
          </p>
          <ul className="override-list">
            {Object.entries(opened.content.apps).map(([name, version]) => (
              <li key={name}>
                {titlesOf([name])} {version}
              </li>
            ))}
          </ul>
        </>
      )}
      {opened?.status === 'refused' && <p className="dialog-text">{reasonOf(opened.code)}</p>}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={close}>
          {opened?.status === 'offered' ? words.notNow : words.close}
        </button>
        {opened?.status === 'offered' && (
          <button type="button" className="button primary" onClick={() => chosen.accept()}>
            {words.useThem}
          </button>
        )}
      </div>
    </Dialog>
  )
}
