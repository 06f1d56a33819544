import { useShell } from '@portico/micro-app/react'
import { PageHeader, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { useDirty } from '../../ui/use-dirty.ts'
import { UnknownTenants } from '../members/UnknownTenants.tsx'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { ReleaseFields } from './ReleaseFields.tsx'
import { checkDraft, emptyDraft, hasProblems, type ReleaseDraft, wantedReleaseOf } from './release-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'
import { useCreateRelease } from './use-create-release.ts'

export function NewReleasePage(): ReactNode {
  const t = useMessages(releaseFormMessages)
  const { notify } = useShell()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const { timeZone } = useFormats()
  const [initial] = useState(() => emptyDraft(timeZone))
  const [draft, setDraft] = useState(initial)
  // Nothing is marked wrong before the first try; from then on marks follow the typing.
  const [isChecked, setChecked] = useState(false)
  const create = useCreateRelease()
  const [isForced, setForced] = useState(false)
  const problems = checkDraft(draft, new Date())
  const isWrong = hasProblems(problems)
  const isDirty = draft !== initial && !create.isSuccess
  useTabTitle(t.title)
  useDirty(isDirty)

  const change = (patch: Partial<ReleaseDraft>) => {
    setDraft(before => ({ ...before, ...patch }))
    // Other tenants are asked about anew.
    if (patch.allow || patch.block) setForced(false)
  }
  const submit = () => {
    setChecked(true)
    if (isWrong || create.isPending) return
    create.mutate(
      { ...wantedReleaseOf(draft), ...(isForced && { isForced }) },
      {
        onSuccess: ({ id }) => {
          notify.success(t.created)
          navigate(`/releases/${id}`, { replace: true })
        },
      },
    )
  }
  const leave = () => navigate('/releases')
  const askToLeave = () =>
    modal.confirm({
      title: t.leaveTitle,
      content: t.leaveText,
      okText: t.leaveYes,
      okButtonProps: { danger: true },
      cancelText: t.leaveNo,
      onOk: leave,
    })
  return (
    <div className="p-page con-page con-form">
      <PageHeader back={<BackLink to="/releases">{t.back}</BackLink>} title={t.title} />
      <ReleaseFields
        draft={draft}
        problems={isChecked ? problems : null}
        planProblems={problems.plan}
        error={create.error}
        onChange={change}
      />
      {create.isError && <ProblemNotice error={create.error} />}
      <UnknownTenants error={create.error} isForced={isForced} onChange={setForced} />
      <div className="p-card con-form-bar">
        <span className={isChecked && isWrong ? 'con-problem' : 'con-hint'} role="status">
          {isChecked && isWrong ? t.marked : t.createHint}
        </span>
        <Button type="text" onClick={isDirty ? askToLeave : leave}>
          {t.cancel}
        </Button>
        <Button type="primary" loading={create.isPending} onClick={submit}>
          {t.create}
        </Button>
      </div>
    </div>
  )
}
