import { defineMessages } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { useCallback } from 'react'
import { splitSubject } from './subject.ts'

const messages = defineMessages({
  en: {
    token: (name: string) => `token ${name}`,
    system: 'the system',
    guardrail: 'a guardrail',
  },
  'zh-CN': { token: name => `令牌 ${name}`, system: '系统', guardrail: '护栏' },
})

/** Who did it in words: an operator or a token by name, or the platform itself. */
export function useActorText(): (actor: string) => string {
  const t = useMessages(messages)
  return useCallback(
    actor => {
      const { kind, name } = splitSubject(actor)
      if (kind === 'token') return t.token(name)
      return kind === 'system' || kind === 'guardrail' ? t[kind] : name || actor
    },
    [t],
  )
}
