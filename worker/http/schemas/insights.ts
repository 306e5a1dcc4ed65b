// GET /api/insights/*: one route a panel, so that each loads, fails and is empty by itself. Their shapes, by name.
export * from './insight-findings.ts'
export * from './insight-forecast.ts'
export * from './insight-moves.ts'
export * from './insight-panels.ts'
export * from './insight-shapes.ts'
