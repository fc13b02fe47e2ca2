import type { SegmentCatalogue } from "@/lib/segments/fields";

const item = { survey: "After the flight", scaleMin: 1, scaleMax: 5, options: [], archived: false };

/** A small workspace's fields. */
export const catalogue: SegmentCatalogue = {
  currency: "EUR",
  attributes: [
    { key: "newsletter", label: "newsletter", kind: "boolean", options: [], unit: "", archived: false },
    { key: "seats", label: "seats", kind: "number", options: [], unit: "a year", archived: false },
    { key: "limit", label: "credit limit", kind: "money", options: [], unit: "", archived: false },
    { key: "renewal", label: "renewal", kind: "date", options: [], unit: "", archived: false },
    { key: "cabin", label: "cabin", kind: "choice", options: ["Eco", "Business"], unit: "", archived: false },
    { key: "hobby", label: "hobby", kind: "text", options: [], unit: "", archived: false },
  ],
  items: [
    { ...item, no: 1, id: "0198a0e0-0000-7000-8000-000000000001", label: "Seat comfort", kind: "rating" },
    {
      ...item,
      no: 2,
      id: "0198a0e0-0000-7000-8000-000000000002",
      label: "Recommend us",
      kind: "nps",
      scaleMin: 0,
      scaleMax: 10,
    },
    {
      ...item,
      no: 3,
      id: "0198a0e0-0000-7000-8000-000000000003",
      label: "Where did you board",
      kind: "choice",
      options: [
        { value: 1, label: "Vienna" },
        { value: 2, label: "Graz" },
      ],
    },
    {
      ...item,
      no: 4,
      id: "0198a0e0-0000-7000-8000-000000000004",
      label: "Why",
      kind: "text",
      scaleMin: null,
      scaleMax: null,
    },
  ],
  people: [{ id: "0198a0e0-0000-7000-8000-00000000000a", name: "Marta Silva" }],
  channels: [{ id: "0198a0e0-0000-7000-8000-00000000000b", name: "Web" }],
  products: [{ id: "0198a0e0-0000-7000-8000-00000000000c", name: "Flexi fare" }],
  touchpoints: [{ id: "0198a0e0-0000-7000-8000-00000000000d", name: "Check-in" }],
  lists: [{ id: "0198a0e0-0000-7000-8000-00000000000e", name: "Council", archived: false }],
  computed: [],
  rfm: null,
};
