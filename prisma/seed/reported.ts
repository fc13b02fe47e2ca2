// What people told us themselves in the last days, by telephone or mail, and what nobody has closed yet.
import type { Person } from "./people";
import type { TouchpointKey } from "./world";

const families = ({ attributes }: Person): boolean => attributes.has_toddler === true;
const travellers = ({ attributes, isCompany }: Person): boolean => attributes.travel_type === "Business" && !isCompany;
const companies = ({ isCompany }: Person): boolean => isCompany;

export const REPORTED: readonly {
  of: (person: Person) => boolean;
  touchpoint: TouchpointKey;
  /** Each a case. */
  titles: readonly string[];
}[] = [
  {
    of: families,
    touchpoint: "boarding",
    titles: [
      "called last with a sleeping child, asks for a written answer",
      "early boarding refused although it was printed on the pass",
      "stroller taken in the jet bridge, no tag given",
      "asks who decides whether families go first",
      "family was separated at the gate, child cried until take-off",
      "paid early boarding for four, boarded with the last group",
    ],
  },
  {
    of: families,
    touchpoint: "waiting",
    titles: [
      "ninety minutes without news, child fed on the floor",
      "asks for a corner to play at gate B12",
      "grandmother had to stand for an hour",
    ],
  },
  {
    of: families,
    touchpoint: "lavatory",
    titles: [
      "changing table was locked on both flights",
      "hurt a hand when changing her on the lid",
      "asks which aircraft have a table",
      "no water in the lavatory, with a baby",
    ],
  },
  {
    of: families,
    touchpoint: "seating",
    titles: ["three rows apart, with a three-year-old", "wants the seat fee back, seats were changed twice"],
  },
  {
    of: families,
    touchpoint: "booking",
    titles: ["cot ordered by phone, not in the booking", "seats split after a change of aircraft"],
  },
  {
    of: families,
    touchpoint: "baggage",
    titles: ["stroller came without a wheel", "stroller missing since Sunday"],
  },
  { of: families, touchpoint: "purchase", titles: ["infant fare charged twice"] },
  { of: families, touchpoint: "checkin", titles: ["sent from the kiosk to the desk and back"] },
  { of: families, touchpoint: "food", titles: ["milk was served too hot"] },
  { of: families, touchpoint: "car", titles: ["booked child seat was not there"] },
  {
    of: travellers,
    touchpoint: "delays",
    titles: [
      "missed the last flight, gate came after boarding had closed",
      "app showed the old gate for twenty minutes",
      "no message about a cancelled connection",
    ],
  },
  { of: travellers, touchpoint: "storage", titles: ["medicine was in the bag that was taken at the door"] },
  { of: travellers, touchpoint: "security", titles: ["fast lane closed, fee not returned"] },
  { of: travellers, touchpoint: "landing", titles: ["ran to the wrong terminal, wants the hotel paid"] },
  {
    of: companies,
    touchpoint: "bill",
    titles: ["two months without project numbers", "billed for a traveller who left the company"],
  },
  { of: companies, touchpoint: "contract", titles: ["signed in October, still no access"] },
];
