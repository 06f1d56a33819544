/** The portico: a pediment on three columns. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 2.5 22 8v1.6H2V8z" />
      <path d="M4.2 11.2h2.9v7H4.2zM10.55 11.2h2.9v7h-2.9zM16.9 11.2h2.9v7h-2.9z" />
      <path d="M2 19.6h20V22H2z" />
    </svg>
  )
}
