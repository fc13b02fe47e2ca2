/** The catalogue in small, filled: touchpoints beside their ratings. Only a picture. */
export function TouchpointsPicture() {
  const rows = [
    { name: 60, at: 74, color: "var(--color-promoter)" },
    { name: 88, at: 52, color: "var(--color-passive)" },
    { name: 46, at: 24, color: "var(--color-detractor)" },
  ];
  return (
    <svg viewBox="0 0 296 120" className="w-full" role="presentation">
      {rows.map(({ name, at, color }, index) => {
        const y = 20 + index * 40;
        return (
          <g key={y}>
            {index > 0 ? <line x1="0" x2="296" y1={y - 20} y2={y - 20} stroke="var(--color-line)" /> : null}
            <rect x="4" y={y - 8} width={name} height="6" rx="2" fill="var(--color-line-strong)" />
            <rect x="4" y={y + 3} width={name + 30} height="6" rx="2" fill="var(--color-line)" />
            <line x1="176" x2="276" y1={y} y2={y} stroke="var(--color-line-strong)" />
            <rect x={168 + at} y={y - 6} width="24" height="12" rx="2" fill={color} opacity="0.3" />
            <circle cx={180 + at} cy={y} r="4" fill={color} />
          </g>
        );
      })}
    </svg>
  );
}
