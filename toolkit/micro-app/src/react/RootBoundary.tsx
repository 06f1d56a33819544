import { Component, type ReactNode, version } from 'react'

/** React 18 does not report to the owner of a root what was thrown in it: `onUncaughtError` came with 19. */
const REPORTS_TO_OWNER = Number.parseInt(version, 10) >= 19

interface RootBoundaryProps {
  children: ReactNode
  onError: (error: unknown) => void
}

/** The outermost boundary of an app: it reports what was thrown and renders nothing any more. React 19 does both itself. */
export function RootBoundary(props: RootBoundaryProps): ReactNode {
  return REPORTS_TO_OWNER ? props.children : <Boundary {...props} />
}

class Boundary extends Component<RootBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children
  }
}
