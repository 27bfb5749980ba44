//! JSON whose keys keep the order in which they were written, as Lever's recorded answers do.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A JSON value with ordered objects.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Anything that has no keys of its own order.
    Leaf(Value),
    /// An array.
    List(Vec<Node>),
    /// An object; keys in writing order.
    Object(Vec<(&'static str, Node)>),
}

impl Node {
    /// Keeps only the named keys of an object.
    pub(crate) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        match self {
            Node::Object(entries) => entries.retain(|(key, _)| keep(key)),
            Node::Leaf(Value::Object(map)) => map.retain(|key, _| keep(key)),
            Node::Leaf(_) | Node::List(_) => {}
        }
    }

    /// Replaces the value of `key`, if the object has it.
    pub(crate) fn set(&mut self, key: &str, value: Node) {
        match self {
            Node::Object(entries) => {
                if let Some(entry) = entries.iter_mut().find(|(name, _)| *name == key) {
                    entry.1 = value;
                }
            }
            Node::Leaf(Value::Object(map)) => {
                if let (Some(place), Ok(value)) = (map.get_mut(key), serde_json::to_value(&value)) {
                    *place = value;
                }
            }
            Node::Leaf(_) | Node::List(_) => {}
        }
    }

    /// Appends a key to an object.
    pub(crate) fn push(&mut self, key: &'static str, value: Node) {
        if let Node::Object(entries) = self {
            entries.push((key, value));
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Leaf(value) => value.serialize(serializer),
            Node::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Node::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// What can stand as a value in [`object!`].
pub(crate) trait ToNode {
    /// The JSON of this value.
    fn to_node(&self) -> Node;
}

impl ToNode for Node {
    fn to_node(&self) -> Node {
        self.clone()
    }
}

impl ToNode for Value {
    fn to_node(&self) -> Node {
        Node::Leaf(self.clone())
    }
}

impl ToNode for str {
    fn to_node(&self) -> Node {
        Node::Leaf(Value::from(self))
    }
}

macro_rules! leaf_nodes {
    ($($kind:ty),*) => {$(
        impl ToNode for $kind {
            fn to_node(&self) -> Node {
                Node::Leaf(Value::from(self.clone()))
            }
        }
    )*};
}
leaf_nodes!(String, bool, i64, u64, usize, f64, u8);

impl<T: ToNode + ?Sized> ToNode for &T {
    fn to_node(&self) -> Node {
        (*self).to_node()
    }
}

impl<T: ToNode> ToNode for Option<T> {
    fn to_node(&self) -> Node {
        self.as_ref().map_or(Node::Leaf(Value::Null), ToNode::to_node)
    }
}

impl<T: ToNode> ToNode for Vec<T> {
    fn to_node(&self) -> Node {
        Node::List(self.iter().map(ToNode::to_node).collect())
    }
}

/// The JSON `null`, typed for [`object!`].
pub(crate) const NULL: Option<String> = None;

/// Builds an ordered object.
macro_rules! object {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::node::Node::Object(vec![$(($key, $crate::node::ToNode::to_node(&$value))),*])
    };
}
pub(crate) use object;
