/** A table whose columns find their places: what an import does, drawn small. */
export function ImportPicture() {
  const rows = [0, 1, 2];
  return (
    <svg viewBox="0 0 296 84" className="w-full" role="presentation">
      {rows.map((row) => (
        <g key={row} transform={`translate(0 ${row * 28})`}>
          <rect x="4" y="6" width="92" height="18" rx="4" fill="var(--color-sunken)" />
          <rect x="12" y="12" width={46 + row * 10} height="6" rx="3" fill="var(--color-passive)" />
          <path d="M108 15h56m-6-5 6 5-6 5" fill="none" stroke="var(--color-accent)" strokeWidth="1.5" />
          <rect x="176" y="6" width="116" height="18" rx="4" fill="var(--color-accent-soft)" />
          <rect x="184" y="12" width={80 - row * 14} height="6" rx="3" fill="var(--color-accent)" />
        </g>
      ))}
    </svg>
  );
}
