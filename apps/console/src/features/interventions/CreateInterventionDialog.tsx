import { useShell } from '@portico/micro-app/react'
import { INTERVENTION_KINDS } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Input, Modal, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { useDirty } from '../../ui/use-dirty.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import type { DraftProps } from './draft-props.ts'
import { EffectFields } from './EffectFields.tsx'
import {
  checkDraft,
  type DraftField,
  draftedEffect,
  emptyDraft,
  LIFETIMES_IN_MINUTES,
} from './intervention-draft.ts'
import { interventionsMessages } from './interventions.messages.ts'
import { useCreateIntervention } from './use-interventions.ts'

const NO_PROBLEMS: ReadonlySet<DraftField> = new Set()

/** What is to be done, to what, for how long and why. */
export function CreateInterventionDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(interventionsMessages)
  const { displayName } = useShell().session.info.user
  const [draft, setDraft] = useState(() => emptyDraft(displayName))
  const [isChecked, setChecked] = useState(false)
  const create = useCreateIntervention()
  const problems = checkDraft(draft)
  useFocusReturn()
  useDirty(draft.reason !== '' || draft.operation !== '' || draft.field !== '')
  const submit = () => {
    setChecked(true)
    if (problems.size > 0 || create.isPending) return
    const { owner, reason, minutes } = draft
    const wanted = { effect: draftedEffect(draft), owner: owner.trim(), reason: reason.trim(), minutes }
    create.mutate(wanted, { onSuccess: onClose })
  }
  return (
    <Modal
      open
      width={600}
      title={t.createTitle}
      okText={t.create}
      okButtonProps={{ danger: true }}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="con-dialog">
        {create.isError && <ProblemNotice error={create.error} />}
        <Field label={t.kind} hint={t.replaces}>
          {({ id }) => (
            <Select
              id={id}
              value={draft.kind}
              options={INTERVENTION_KINDS.map(kind => ({ value: kind, label: t[kind] }))}
              onChange={kind => setDraft({ ...draft, kind, percent: '' })}
            />
          )}
        </Field>
        <EffectFields draft={draft} problems={isChecked ? problems : NO_PROBLEMS} onChange={setDraft} />
        <CommonFields draft={draft} problems={isChecked ? problems : NO_PROBLEMS} onChange={setDraft} />
      </div>
    </Modal>
  )
}

function CommonFields({ draft, problems, onChange }: DraftProps): ReactNode {
  const t = useMessages(interventionsMessages)
  const { integer } = useFormats()
  const lifetimeText = (minutes: number) => {
    if (minutes < 60) return t.minutes(integer(minutes))
    return minutes < 1_440 ? t.wholeHours(integer(minutes / 60)) : t.wholeDays(integer(minutes / 1_440))
  }
  const text = (name: 'owner' | 'reason', hint: string, maxLength: number) => (
    <Field label={t[name]} hint={hint} problem={problems.has(name) && t.required}>
      {control => (
        <Input
          {...control}
          maxLength={maxLength}
          value={draft[name]}
          onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <Field label={t.lifetime}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.minutes}
            options={LIFETIMES_IN_MINUTES.map(value => ({ value, label: lifetimeText(value) }))}
            onChange={minutes => onChange({ ...draft, minutes })}
          />
        )}
      </Field>
      {text('owner', t.ownerHint, 100)}
      {text('reason', t.reasonHint, 2_000)}
    </>
  )
}
