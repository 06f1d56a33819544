import { useCallback, useEffect, useState } from 'react'
import { choosePreview, listPreviews, type Preview, type PreviewChoice } from '../../release/previews.ts'
import { usePageSession } from '../common/page-session-context.ts'
import { useWords } from '../common/shell-context.ts'
import { useBackOnline } from '../common/use-back-online.ts'
import { Dialog } from '../dialogs/Dialog.tsx'
import { PreviewItem } from './PreviewItem.tsx'
import { useReleaseWords } from './use-release-words.ts'

interface PreviewsDialogProps {
  isOpen: boolean
  onClose: () => void
}

export function PreviewsDialog({ isOpen, onClose }: PreviewsDialogProps) {
  const words = useReleaseWords()
  return (
    <Dialog isOpen={isOpen} title={words.previews} onCancel={onClose} className="previews">
      <p className="dialog-text">{words.previewsText}</p>
      <PreviewList />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
      </div>
    </Dialog>
  )
}

function PreviewList() {
  const words = useReleaseWords()
  const { listing, reload, choose, outcome, isBusy } = usePreviews()
  if (listing === 'loading') return <p role="status">{words.previewsLoading}</p>
  if (listing === 'failed') return <Failed onRetry={reload} />
  return (
    <>
      {listing.length === 0 && <p className="previews-empty">{words.previewsEmpty}</p>}
      <ul className="preview-list">
        {listing.map(preview => (
          <PreviewItem key={preview.releaseId} preview={preview} isBusy={isBusy} onChoose={choose} />
        ))}
      </ul>
      <p role="status" className="preview-outcome" data-outcome={outcome}>
        {outcome === 'saved' && words.choiceSaved}
        {outcome === 'failed' && words.choiceFailed}
      </p>
    </>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const words = useReleaseWords()
  const { retry } = useWords()
  return (
    <p role="alert" className="previews-empty">
      {words.previewsFailed}{' '}
      <button type="button" className="button" onClick={onRetry}>
        {retry}
      </button>
    </p>
  )
}

type Outcome = 'none' | 'saved' | 'failed'

function usePreviews() {
  const { gateway } = usePageSession()
  const [listing, setListing] = useState<Preview[] | 'loading' | 'failed'>('loading')
  const [outcome, setOutcome] = useState<Outcome>('none')
  const [isBusy, setBusy] = useState(false)
  const fetchList = useCallback(
    () => listPreviews(gateway).then(setListing, () => setListing('failed')),
    [gateway],
  )
  useEffect(() => void fetchList(), [fetchList])
  const reload = useCallback(() => {
    setListing('loading')
    void fetchList()
  }, [fetchList])
  useBackOnline(listing === 'failed', reload)
  const choose = async (preview: Preview, choice: PreviewChoice) => {
    setBusy(true)
    try {
      await choosePreview(gateway, { releaseId: preview.releaseId, choice })
      setOutcome('saved')
      await fetchList()
    } catch {
      setOutcome('failed')
    } finally {
      setBusy(false)
    }
  }
  return { listing, reload, choose, outcome, isBusy }
}
