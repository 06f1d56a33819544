import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import type { Explanation, RuleVerdict } from '@portico/release'
import { StatusTag, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLocalText } from '../../ui/use-local-text.ts'
import { decisionMessages } from '../decision/decision.messages.ts'
import { explainMessages } from './explain.messages.ts'
import { type RulePlace, rulePlace } from './rule-place.ts'

type Decision = Explanation['decisions'][number]

/** One release: the rule that decided, and the others with what they saw. */
export function DecisionCard({ decision }: { decision: Decision }): ReactNode {
  const t = useMessages(explainMessages)
  const d = useMessages(decisionMessages)
  const title = useLocalText()(decision.title) || t.untitled
  return (
    <article className="p-card con-decision" data-gray={decision.isGray}>
      <header className="con-card-header">
        <h2 className="con-card-title">{decision.isGray ? t.gets(title) : t.getsNot(title)}</h2>
        <StatusTag tone={decision.isGray ? 'accent' : 'neutral'}>
          {decision.isGray ? d.gray : d.stable}
        </StatusTag>
        <Link className="con-card-actions" to={`/releases/${decision.releaseId}`}>
          {t.open}
        </Link>
      </header>
      <ol className="con-plain con-rules-list">
        {decision.rules.map((rule, index) => (
          <Rule key={rule.reason} rule={rule} place={rulePlace(decision, index)} />
        ))}
      </ol>
    </article>
  )
}

function Rule({ rule, place }: { rule: RuleVerdict; place: RulePlace }): ReactNode {
  const t = useMessages(explainMessages)
  const d = useMessages(decisionMessages)
  return (
    <li className="con-rule" data-place={place}>
      <span className="con-rule-mark" aria-hidden>
        {place === 'decided' ? <CheckCircleFilled aria-hidden /> : <MinusCircleOutlined aria-hidden />}
      </span>
      <span className="con-rule-name">
        {d[rule.reason]} <span className="con-code">{rule.reason}</span>
      </span>
      <span className="con-rule-place">{t[place]}</span>
      <code className="con-rule-detail">{rule.detail}</code>
    </li>
  )
}
