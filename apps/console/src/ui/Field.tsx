import { type ReactNode, useId } from 'react'

/** What ties a control to its label, its hint and what is wrong with it. */
interface FieldControl {
  id: string
  'aria-describedby': string
  'aria-invalid': boolean
  status: '' | 'error'
}

interface FieldProps {
  label: string
  hint?: ReactNode
  problem?: ReactNode
  className?: string
  children(control: FieldControl): ReactNode
}

export function Field({ label, hint, problem, className = '', children }: FieldProps): ReactNode {
  const id = useId()
  const noteId = `${id}-note`
  const isWrong = Boolean(problem)
  const control = {
    id,
    'aria-describedby': noteId,
    'aria-invalid': isWrong,
    status: isWrong ? ('error' as const) : ('' as const),
  }
  return (
    <div className={`con-field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children(control)}
      <div id={noteId} className="con-field-note">
        {problem ? <FieldProblem>{problem}</FieldProblem> : hint}
      </div>
    </div>
  )
}

export function FieldProblem({ children }: { children: ReactNode }): ReactNode {
  return (
    <p className="con-problem" role="alert">
      {children}
    </p>
  )
}
