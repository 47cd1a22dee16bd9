// How a client's author uses what the typings generator makes of the document (`moim.ts`); test_openrpc.py compiles it.
import type { Criterion, RequestKey, RoomId, RoomList, RoomListObject, RoomViewObject, TicketSubmit } from "./moim";

// A method and its answer have names of their own.
const list: RoomList = async () => ({ warming: false, rooms: [] });
const page: Promise<RoomListObject> = list();

// Ids, keys and closed sets of words are types.
const room: RoomId = "room_01m7p3qq00t791pq4y5wymmtvw";
const key: RequestKey = "01a1ec3b-dc00-7000-8000-000000000001";
const phase: RoomViewObject["phase"] = "open";
// @ts-expect-error there is no such phase
const noPhase: RoomViewObject["phase"] = "ajar";

// Criteria have the shapes of their types.
const criteria: Record<string, Criterion> = {
  place: ["seongsu", "gangnam"],
  language: "ko",
  when: [{ from_ms: 1, to_ms: 2, least_ms: 1 }],
  age: { values: [31], limit: 8 },
  where: { lat: 37.5, lon: 127, radius_m: 1_500 },
};
// @ts-expect-error a place has two coordinates
const halfAPlace: Criterion = { lat: 37.5 };

// Parameters that have to be there come first.
const submit: TicketSubmit = async () => ({ ticket: "tkt_01m7p3qq00t791pq4y5wymmtvw", expires_at_ms: 0 });
void submit("meal", key, undefined, undefined, undefined, criteria);
// @ts-expect-error a method that changes something needs a key
void submit("meal");

export { halfAPlace, noPhase, page, phase, room };
