import { errorCodeOf, useMessages } from '@portico/shared-ui/react'
import { Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useDirty } from '../../ui/use-dirty.ts'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { SecretOnce } from '../secret/SecretOnce.tsx'
import { TokenFields } from './TokenFields.tsx'
import { checkToken, EMPTY_TOKEN, wantedTokenOf } from './token-draft.ts'
import { tokensMessages } from './tokens.messages.ts'
import { useCreateToken } from './use-tokens.ts'

/** Asks what the token may do; then shows its secret once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useMessages(tokensMessages)
  const [draft, setDraft] = useState(EMPTY_TOKEN)
  const [isChecked, setChecked] = useState(false)
  const create = useCreateToken()
  const problems = checkToken(draft)
  const isNameTaken = errorCodeOf(create.error) === 'TOKEN_NAME_TAKEN'
  // A secret that was not kept is lost with the tab.
  useFocusReturn()
  useDirty(draft !== EMPTY_TOKEN || create.isSuccess)
  const submit = () => {
    setChecked(true)
    const isComplete = !problems.name && !problems.apps && !problems.actions
    if (isComplete && !create.isPending) create.mutate(wantedTokenOf(draft, new Date()))
  }
  if (create.data) {
    const { token, secret } = create.data
    return <SecretOnce name={token.name} secret={secret} text={t.secretText} onClose={onClose} />
  }
  return (
    <Modal
      open
      title={t.create}
      okText={t.create}
      cancelText={t.cancel}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div className="con-dialog">
        {create.isError && !isNameTaken && <ProblemNotice error={create.error} />}
        <TokenFields
          draft={draft}
          problems={isChecked ? problems : null}
          isNameTaken={isNameTaken}
          onChange={setDraft}
        />
      </div>
    </Modal>
  )
}
