//! Tables for notebooks and clusters: Parquet with typed columns, lists as lists.

use super::sheet::{Cell, Sheet};
use super::target::Half;
use crate::StoreError;
use crate::columns::{Column, Kind};
use crate::db::Db;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// Rows that are written together.
const GROUP: usize = 50_000;
/// Bytes of text after which a group is written even when it has fewer rows.
const GROUP_BYTES: usize = 64 << 20;

pub(super) fn write(db: &Db, half: &Half, with_text: bool, decided: bool) -> Result<(), StoreError> {
    let failed = |e: ParquetError| half.failed(e);
    for sheet in Sheet::all(db, with_text, decided)? {
        let schema = schema(&sheet).map_err(failed)?;
        let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
        let file = half.file(&format!("{}.parquet", sheet.name))?;
        let mut writer = SerializedFileWriter::new(file, schema, properties).map_err(failed)?;
        let (mut rows, mut bytes) = (Vec::new(), 0);
        sheet.each(db, |cells| {
            bytes += cells.iter().map(weight).sum::<usize>();
            rows.push(cells);
            if rows.len() < GROUP && bytes < GROUP_BYTES {
                return Ok(());
            }
            bytes = 0;
            write_group(&mut writer, &sheet.columns, std::mem::take(&mut rows)).map_err(failed)
        })?;
        if !rows.is_empty() {
            write_group(&mut writer, &sheet.columns, rows).map_err(failed)?;
        }
        let file = writer.into_inner().map_err(failed)?;
        file.into_inner().map_err(|e| half.failed(e.error()))?.sync_all().map_err(|e| half.failed(e))?;
    }
    Ok(())
}

fn weight(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.len(),
        Cell::Many(texts) => texts.iter().map(String::len).sum(),
        _ => 8,
    }
}

fn schema(sheet: &Sheet) -> Result<TypePtr, ParquetError> {
    let fields: Result<Vec<TypePtr>, ParquetError> = sheet.columns.iter().map(|c| field(c).map(Arc::new)).collect();
    Type::group_type_builder(sheet.name).with_fields(fields?).build().map(Arc::new)
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let optional = |physical, logical| {
        Type::primitive_type_builder(column.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()
    };
    match column.kind {
        Kind::Text => optional(Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Int => optional(Physical::INT64, None),
        Kind::Real => optional(Physical::DOUBLE, None),
        Kind::Flag => optional(Physical::BOOLEAN, None),
        Kind::Many => {
            // The three levels that the format asks for, so that every reader sees a list of texts.
            let element = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_repetition(Repetition::REQUIRED)
                .build()?;
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(element)])
                .build()?;
            Type::group_type_builder(column.name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()
        }
    }
}

fn write_group<W: std::io::Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &[Column],
    rows: Vec<Vec<Cell>>,
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for (i, column) in columns.iter().enumerate() {
        let cells = rows.iter().map(|row| &row[i]);
        match column.kind {
            Kind::Text => optional::<ByteArrayType, _>(&mut group, cells, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            }),
            Kind::Int => optional::<Int64Type, _>(&mut group, cells, |cell| match cell {
                Cell::Int(int) => Some(*int),
                _ => None,
            }),
            Kind::Real => optional::<DoubleType, _>(&mut group, cells, |cell| match cell {
                Cell::Real(real) => Some(*real),
                _ => None,
            }),
            Kind::Flag => optional::<BoolType, _>(&mut group, cells, |cell| match cell {
                Cell::Flag(flag) => Some(*flag),
                _ => None,
            }),
            Kind::Many => many(&mut group, cells),
        }?;
    }
    group.close().map(drop)
}

/// Writes a column in which cells may be missing.
fn optional<'c, T: DataType, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'c Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    write_column::<T, W>(group, &values, &levels, None)
}

/// Writes a column of lists.
fn many<'c, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'c Cell>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let texts: &[String] = if let Cell::Many(texts) = cell { texts } else { &[] };
        if texts.is_empty() {
            levels.push(0);
            repeats.push(0);
        }
        for (i, text) in texts.iter().enumerate() {
            values.push(ByteArray::from(text.as_str()));
            levels.push(1);
            repeats.push(i16::from(i > 0));
        }
    }
    write_column::<ByteArrayType, W>(group, &values, &levels, Some(&repeats))
}

fn write_column<T: DataType, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("the schema has fewer columns than the table".to_owned()));
    };
    column.typed::<T>().write_batch(values, Some(levels), repeats)?;
    column.close()
}
