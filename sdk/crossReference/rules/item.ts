import { en, listed, zh } from "../../text.js";
import { nameOf, placeName, timeOf } from "../matter.js";
import { contradiction, notCheckable, pass, warning } from "../outcome.js";
import type { CrossRule } from "../rule.js";

const NO_ITEM = notCheckable([], "No single item was asked about.", "本次查询未针对单件商品。");

export const itemListed: CrossRule = {
  id: "item-listed",
  question: { en: "Is this serial number one that the maker listed?", zh: "该序列号是否由生产方登记？" },
  method:
    "The item is proved under a Merkle root that the maker gave with the batch, or an appointed labeller later; where the " +
    "maker listed the items, under its own root first. A batch whose items nobody listed can prove none; two roots of labels that both hold it contradict each other, and so do two of lines that were loaded apart.",
  needs: "item",
  check: (matter) => {
    const { item, trace } = matter;
    if (item === undefined) return [NO_ITEM];
    const isListed = [...trace.batches.values()].some(({ itemsRoot }) => BigInt(itemsRoot) !== 0n);
    const [first, ...others] = item.labellings;
    if (first !== undefined && others.length > 0) {
      const labels = [first, ...others].map(({ labeller, place }) => ({
        who: nameOf(matter, labeller),
        where: placeName(place),
      }));
      const list = listed(labels.map(({ who, where }) => ({ en: en`${who} at ${where}`, zh: zh`${who}在${where}` })));
      return [
        contradiction(
          [],
          en`The same item was labelled more than once: by ${list}.`,
          zh`同一件商品被多次贴标：${list}。`,
        ),
      ];
    }
    if (new Set(item.loadings.map(({ root }) => root)).size > 1) {
      const list = listed([...new Set(item.loadings.map(({ consignment }) => consignment))]);
      return [
        contradiction(
          [],
          en`The same item was loaded more than once: in ${list}.`,
          zh`同一件商品被多次装运：${list}。`,
        ),
      ];
    }
    if (item.provedUnder.length > 0) {
      if (first === undefined) return [pass([], "The maker listed this item.", "生产方已登记该件商品。")];
      const [who, where] = [nameOf(matter, first.labeller), placeName(first.place)];
      return [pass([], en`Labelled at ${where} by ${who}.`, zh`由${who}在${where}贴标。`)];
    }
    return [
      isListed
        ? warning([], "No proof was shown that the maker listed this item.", "未出示生产方登记过该件商品的证明。")
        : notCheckable([], "The items of this batch are not listed.", "该批次的商品未逐件登记。"),
    ];
  },
};

export const activatedOnce: CrossRule = {
  id: "activated-once",
  question: { en: "Has this pack been opened before?", zh: "该包装此前是否已被开启？" },
  method:
    "A hidden key in the label signs once, and the ledger keeps the first time for good. A pack that was activated before " +
    "warns with that time: if it was not you, it is a copy or a refill. That a label hides a key is proved with the item, by " +
    "the manifest; a plain code can be copied, and is told to be so.",
  needs: "item",
  check: ({ item }) => {
    if (item === undefined) return [NO_ITEM];
    if (item.activatedAt !== 0) {
      const when = timeOf(item.activatedAt);
      return [
        warning(
          [],
          en`This item was first activated at ${when}; if that was not you, be careful.`,
          zh`该商品首次激活于${when}；如非您本人操作，请谨慎。`,
        ),
      ];
    }
    if (!item.hasKey) {
      return [
        notCheckable(
          [],
          "Nothing proves that the label hides a key: anybody can copy a plain one.",
          "没有证据表明该标签含有隐藏密钥：普通标签任何人都可以复制。",
        ),
      ];
    }
    return [pass([], "The hidden key of this label was never used.", "该标签的隐藏密钥从未使用。")];
  },
};
