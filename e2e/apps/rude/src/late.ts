import './late.css'

/** A lazy chunk with a style sheet of its own. */
export function showLate(container: HTMLElement): void {
  const note = container.appendChild(document.createElement('p'))
  note.className = 'rude-late'
  note.textContent = 'late'
}
